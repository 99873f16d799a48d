import asyncio
import json

from page.middleware.asgi import SECURITY_HEADERS, ErrorResponse, send_error


def test_an_error_is_one_line_of_json_with_the_security_headers():
    sent = []

    async def send(message):
        sent.append(message)

    asyncio.run(send_error(ErrorResponse(413, "too large; expected less; send less"), send))
    start, body = sent
    headers = dict(start["headers"])
    assert start["status"] == 413 and json.loads(body["body"]) == {
        "error": "too large; expected less; send less",
        "detail": "too large; expected less; send less",
    }
    assert headers[b"content-length"] == str(len(body["body"])).encode()
    assert headers[b"connection"] == b"close" and set(SECURITY_HEADERS) <= set(start["headers"])
