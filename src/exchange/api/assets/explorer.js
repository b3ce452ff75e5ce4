// The bar around GraphiQL: who asks, under which agreement or case, and examples to begin with. The token stays in memory.
"use strict";
(() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const find = (id) => document.getElementById(id);
  const state = { token: null, client: null, until: 0, problem: null };

  const say = (text, bad = false) => { find("told").textContent = text; find("told").className = bad ? "bad" : ""; };

  const show = () => {
    const known = state.token !== null && Date.now() < state.until;
    find("sign-in").hidden = known;
    find("sign-out").hidden = !known;
    find("client").disabled = find("secret").disabled = known;
    if (!known) { state.token = null; return state.problem ? say(state.problem, true) : say(words.anonymous); }
    const left = Math.ceil((state.until - Date.now()) / 1000);
    say(`${state.client} · ${words.expires} ${left} ${words.seconds}`);
  };

  const signIn = async () => {
    const client = find("client").value.trim();
    const body = new URLSearchParams({ grant_type: "client_credentials", client_id: client, client_secret: find("secret").value });
    try {
      const answer = await fetch("/oauth/token", { method: "POST", body });
      const told = await answer.json();
      const until = Date.now() + (told.expires_in ?? 0) * 1000;
      Object.assign(state, answer.ok ? { token: told.access_token, client, until, problem: null } : { problem: words.refused });
      if (answer.ok) { find("secret").value = ""; }
    } catch { state.problem = words.unreachable; }
    show();
  };

  const headers = () => {
    const given = { "Content-Type": "application/json", Accept: "application/graphql-response+json" };
    if (state.token !== null && Date.now() < state.until) { given.Authorization = `Bearer ${state.token}`; }
    for (const [id, name] of [["agreement", "Exchange-Agreement"], ["case", "Exchange-Case"]]) {
      const value = find(id).value.trim();
      if (value) { given[name] = value; }
    }
    return given;
  };

  const fetcher = async (question) => {
    const { query, variables, operationName } = question;
    const answer = await fetch("/graphql", { method: "POST", headers: headers(), body: JSON.stringify({ query, variables, operationName }) });
    return answer.json();
  };

  const root = ReactDOM.createRoot(find("explorer"));
  const draw = (query, key) => root.render(React.createElement(GraphiQL, { fetcher, query, key, defaultEditorToolsVisibility: false, isHeadersEditorEnabled: false, forcedTheme: "light" }));

  // GraphiQL speaks English only; its one visible word is said in the page's language.
  const translate = () => {
    for (const button of document.querySelectorAll(".graphiql-editor-tools button")) {
      if (button.childNodes.length === 1 && button.textContent === "Variables") { button.firstChild.nodeValue = words.variables; }
    }
  };
  new MutationObserver(translate).observe(find("explorer"), { childList: true, subtree: true });

  find("sign-in").addEventListener("click", signIn);
  find("sign-out").addEventListener("click", () => { state.token = state.problem = null; show(); });
  find("secret").addEventListener("keydown", (event) => { if (event.key === "Enter") { signIn(); } });
  find("example").addEventListener("change", (event) => draw(words.examples[event.target.value], event.target.value));
  setInterval(show, 1000);
  show();
  draw(words.examples[Object.keys(words.examples)[0]], "first");
})();
