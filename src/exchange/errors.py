"""The one catalogue of errors.

A fact that can go wrong is a small class here: `code` for programs, `status` for HTTP, `sentence` for the clerk. All three are
class attributes read at the moment of use, never copied into defaults, so a subclass cannot be reported under its parent's status.
Only these classes ever speak to a caller; everything else is answered as `InternalError` with a reference to the log.

A sentence says what is wrong, where, and how to mend it. The facts put into it are names of fields, arguments, states and limits;
never a stored value, so that no message can tell what a caller may not see.
"""

from __future__ import annotations

from typing import ClassVar


class ExchangeError(Exception):
    """Root of everything this program says about a failure."""

    code: ClassVar[str] = "INTERNAL_ERROR"
    status: ClassVar[int] = 500
    sentence: ClassVar[str] = "Internal error. Give the reference to the operator: {reference}."

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(self.message)

    @property
    def message(self) -> str:
        """The sentence with its facts put in."""
        return type(self).sentence.format(**self.facts)

    @property
    def headers(self) -> dict[str, str]:
        """HTTP headers that belong to this answer."""
        return {}


class InternalError(ExchangeError):
    """Something that no class here describes; the reference leads to the log entry."""


class StartupError(ExchangeError):
    """The program cannot start; one sentence, exit code 2, no trace."""

    code = "STARTUP"
    sentence = "{problem}"

    def __init__(self, problem: str) -> None:
        super().__init__(problem=problem)


class SettingsError(StartupError):
    """A setting has a value that cannot be used."""

    code = "SETTINGS"


class PolicyError(StartupError):
    """A disclosure rule file is incomplete or names something unknown; the sentence says which file and key."""

    code = "POLICY"


class Unavailable(ExchangeError):
    """The database does not answer in time, or no connection is free."""

    code = "UNAVAILABLE"
    status = 503
    sentence = "The exchange is busy or its database is not reachable. Try again in {retry_after} seconds."

    def __init__(self, retry_after: int = 2) -> None:
        super().__init__(retry_after=retry_after)

    @property
    def headers(self) -> dict[str, str]:
        """Tells the client when to come back."""
        return {"Retry-After": str(self.facts["retry_after"])}


class TimedOut(ExchangeError):
    """The statement ran into its time limit."""

    code = "TIMED_OUT"
    status = 503
    sentence = (
        "The query took longer than its time limit. Narrow it by region, date or page size and try again."
    )


class Unauthenticated(ExchangeError):
    """The bearer token is missing where one is needed, or is not valid any more."""

    code = "UNAUTHENTICATED"
    status = 401
    sentence = "The access token is not valid: unknown, expired, revoked or not for this exchange. Get a new one at /oauth/token."

    @property
    def headers(self) -> dict[str, str]:
        """RFC 6750 §3."""
        return {"WWW-Authenticate": 'Bearer realm="exchange", error="invalid_token"'}


class TooManyAttempts(ExchangeError):
    """Too many failed attempts to come in, from one address or for one client from one address."""

    code = "TOO_MANY_ATTEMPTS"
    status = 429
    sentence = "Too many failed attempts from this address. Check the client's credentials and try again in {retry_after} seconds."

    @property
    def headers(self) -> dict[str, str]:
        """Tells the client when to come back."""
        return {"Retry-After": str(self.facts["retry_after"])}


class TooManyRequests(ExchangeError):
    """A client, or an address nobody is known from, asks for more than its share."""

    code = "TOO_MANY_REQUESTS"
    status = 429
    sentence = (
        "Too many {what} from this client or address, at most {limit}. Try again in {retry_after} seconds."
    )

    @property
    def headers(self) -> dict[str, str]:
        """Tells the client when to come back."""
        return {"Retry-After": str(self.facts["retry_after"])}


class RequestTimeout(ExchangeError):
    """The client did not send its request in time."""

    code = "REQUEST_TIMEOUT"
    status = 408
    sentence = "The request did not arrive in time. Send it again, without pauses."


class HeadersTooLarge(ExchangeError):
    """Address and headers of the request are over the limit."""

    code = "HEADERS_TOO_LARGE"
    status = 431
    sentence = "Address and headers of the request are larger than {limit} bytes. Send the query in the body of a POST."


class ScopeMissing(ExchangeError):
    """The caller is known but may not do this at all."""

    code = "SCOPE_MISSING"
    status = 403
    sentence = "This needs the scope {scope}. Ask the access administrator of the exchange to grant it to your client."


class RolesApart(ExchangeError):
    """Roles that one person cannot hold together."""

    code = "ROLES_APART"
    status = 409
    sentence = (
        "The roles {roles} cannot be one person's: {one} never combines with {other} (who opens doors must not walk through them). "
        "Give them to two persons."
    )


class SecondPerson(ExchangeError):
    """Somebody tries alone what takes another person."""

    code = "SECOND_PERSON"
    status = 403
    sentence = "This takes another person: {problem}"


class FeedOnly(ExchangeError):
    """An item that mirrors somebody's list is sent by nobody else."""

    code = "FEED_ONLY"
    status = 403
    sentence = "{item} comes from {departments} alone. Send what you know to that department."


class SandboxOnly(ExchangeError):
    """A client registered for trying out tries to change what is stored."""

    code = "SANDBOX_ONLY"
    status = 403
    sentence = "Your client is registered for trying out: what it submits is judged and not stored, and it moves no record."


class NotFound(ExchangeError):
    """It does not exist, or it is not for this caller: one answer for both."""

    code = "NOT_FOUND"
    status = 404
    sentence = "Nothing that you may use is found under the {what} given. Check it; if it is right, it is not open to you."


class ArgumentNotAllowed(ExchangeError):
    """A filter, order or search on a field that this caller can never see in clear."""

    code = "ARGUMENT_NOT_ALLOWED"
    status = 200
    sentence = "The argument {argument} of {field} is not open to you. Leave it out."


class ArgumentInvalid(ExchangeError):
    """An argument has a value that cannot be used."""

    code = "ARGUMENT_INVALID"
    status = 200
    sentence = "The argument {argument} of {field} cannot be used: {problem}"


class LimitExceeded(ExchangeError):
    """The document asks for more than one request may."""

    code = "LIMIT_EXCEEDED"
    status = 400
    sentence = "The query is too large: {what} {found}, at most {limit}. Split it into several requests."


class BadRequest(ExchangeError):
    """The request cannot be read."""

    code = "BAD_REQUEST"
    status = 400
    sentence = "The request cannot be read: {problem}"


class DocumentUnknown(ExchangeError):
    """No trusted document has the name given."""

    code = "DOCUMENT_UNKNOWN"
    status = 404
    sentence = "There is no trusted document under this documentId. Write it as sha256: and the 64 hexadecimal digits of its text's hash."


class DocumentNotTrusted(ExchangeError):
    """Who has no token may send trusted documents only, and this is none."""

    code = "DOCUMENT_NOT_TRUSTED"
    status = 403
    sentence = "Without a token this exchange answers only documents that it knows. Send the documentId of one, or come with a token."


class MethodNotAllowed(ExchangeError):
    """HTTP method not offered here."""

    code = "METHOD_NOT_ALLOWED"
    status = 405
    sentence = "{method} is not offered here for this. Use {allow}."

    @property
    def headers(self) -> dict[str, str]:
        """RFC 9110 §15.5.6."""
        return {"Allow": str(self.facts["allow"])}


class NotAcceptable(ExchangeError):
    """None of the media types asked for can be given."""

    code = "NOT_ACCEPTABLE"
    status = 406
    sentence = "The exchange answers {offered} only. Send an Accept header that allows one of them."


class PayloadTooLarge(ExchangeError):
    """Request body over the limit."""

    code = "PAYLOAD_TOO_LARGE"
    status = 413
    sentence = "The request body is larger than {limit} bytes. Send it in parts, or import it as a file."


class UnsupportedMediaType(ExchangeError):
    """The body is of a type that is not read here."""

    code = "UNSUPPORTED_MEDIA_TYPE"
    status = 415
    sentence = "Send the body as {expected}, in UTF-8."


class IssuerAway(ExchangeError):
    """The external issuer cannot be reached, or answers what cannot be used."""

    code = "ISSUER_AWAY"
    status = 502
    sentence = "The external sign-in does not answer as it should: {problem} Try again, or tell the operator."

    def __init__(self, problem: str) -> None:
        super().__init__(problem=problem)


class MoveNotAllowed(ExchangeError):
    """The state of the record or case has no such move."""

    code = "MOVE_NOT_ALLOWED"
    status = 409
    sentence = "In state {state} it cannot take the move {move}. Possible from here: {possible}."


class GuardRefused(ExchangeError):
    """A condition of the move is not met."""

    code = "GUARD_REFUSED"
    status = 409
    sentence = "The move {move} is refused by the rule {guard}: {problem}"


class StepNotAllowed(ExchangeError):
    """Something of access stands in a state that has no such step."""

    code = "STEP_NOT_ALLOWED"
    status = 409
    sentence = "A {what} in state {state} cannot take the step {step}. Possible from here: {possible}."


class AccessRefused(ExchangeError):
    """A rule about access is against it; the rule is named."""

    code = "ACCESS_REFUSED"
    status = 403
    sentence = "Refused by the rule {rule}: {problem}"


class BatchConflict(ExchangeError):
    """Same batch number, other content."""

    code = "BATCH_CONFLICT"
    status = 409
    sentence = (
        "The batch number was used before for other content. Nothing was stored. "
        "Send the changed rows under a new batch number, or the first content again to get its report."
    )


class EditionRefused(ExchangeError):
    """An edition of the catalogue cannot be loaded as it stands."""

    code = "EDITION_REFUSED"
    status = 409
    sentence = "Edition {edition} of the catalogue is not loaded: {problem}"


class UploadBusy(ExchangeError):
    """Somebody is sending, or the exchange is judging, this very upload."""

    code = "UPLOAD_BUSY"
    status = 409
    sentence = "This batch is being sent on another connection, or judged. Wait a moment, ask how far it is, and go on from there."

    @property
    def headers(self) -> dict[str, str]:
        """When to look again."""
        return {"Retry-After": "2"}


class UploadOffsetWrong(ExchangeError):
    """A part of an upload does not begin where the last one ended."""

    code = "UPLOAD_OFFSET_WRONG"
    status = 409
    sentence = "The part does not begin where the upload ends. Go on from byte {offset}, or send the file afresh if it was complete."


class RowsNotKept(ExchangeError):
    """The cells of refused rows are not there for this client."""

    code = "ROWS_NOT_KEPT"
    status = 404
    sentence = (
        "The refused rows of this batch are not kept for your client: they are kept a day, for the client that sent the file by HTTP. "
        "Send the file again under its batch number, which changes nothing, and ask again."
    )


class FileUnreadable(ExchangeError):
    """A file to import cannot be read as what it claims to be."""

    code = "FILE_UNREADABLE"
    status = 400
    sentence = "{file} cannot be read: {problem}"


def catalogue() -> dict[str, type[ExchangeError]]:
    """Every error class by its code, for the documents and the tests that compare them."""
    found: dict[str, type[ExchangeError]] = {}
    waiting: list[type[ExchangeError]] = [ExchangeError]
    while waiting:
        error = waiting.pop()
        found.setdefault(error.code, error)
        waiting.extend(error.__subclasses__())
    return dict(sorted(found.items()))
