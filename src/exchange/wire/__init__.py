"""The wire: what stands between the socket and the application. Who is slow, too many or unclear does not get further than here."""
