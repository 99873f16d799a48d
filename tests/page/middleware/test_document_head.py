import anyio
import httpx
import pytest

from page.middleware.document_head import DocumentHead

HTML = (b"content-type", b"text/html; charset=utf-8")


def response(*parts: bytes, kind=HTML, status=200, method="GET"):
    """The body that a client gets of an application that sends these parts."""
    sent = []

    async def app(scope, receive, send):
        length = (b"Content-Length", b"%d" % sum(map(len, parts)))
        await send({"type": "http.response.start", "status": status, "headers": [kind, length]})
        for part in parts:
            await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body"})

    async def send(message):
        sent.append(message)

    async def run():
        await DocumentHead(app, html="<i>")({"type": "http", "method": method}, None, send)

    anyio.run(run)
    headers = {name.lower(): value for name, value in sent[0]["headers"]}
    return headers[b"content-length"], b"".join(one.get("body", b"") for one in sent[1:])


def test_it_is_the_first_of_the_head_even_where_the_document_comes_in_parts():
    body = b"<html><head><i><b></head>\xc3\xa4<head>"
    assert response(b"<html><he", b"ad><b></head>\xc3\xa4<head>") == (b"%d" % len(body), body)


@pytest.mark.parametrize(
    "other",
    [{"kind": (b"content-type", b"text/css")}, {"status": 404}, {"method": "HEAD"}],
)
def test_nothing_else_is_changed(other):
    assert response(b"<head>", b"x", **other) == (b"7", b"<head>x")


@pytest.mark.slow
def test_the_page_has_it_and_its_length_is_right(site):
    reply = httpx.get(site.url)
    assert "<head><style>/* The colours before anything else" in reply.text
    assert "qa-theme" in reply.text and reply.text.rstrip().endswith("</html>")
