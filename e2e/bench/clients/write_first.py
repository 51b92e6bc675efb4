# Python's HTTP clients, which write the whole body before they read. One request a line on standard input:
# pem, ca, method, address, bytes and headers, separated by tabs. One line each on standard output: the status, or "lost".
import http.client
import ssl
import sys
import urllib.error
import urllib.parse
import urllib.request


def context(pem, ca):
    made = ssl.create_default_context(cafile=ca)
    if pem != "-":
        made.load_cert_chain(pem)
    return made


def by_http_client(method, address, body, headers, tls):
    parts = urllib.parse.urlsplit(address)
    connection = http.client.HTTPSConnection(parts.hostname, parts.port, context=tls, timeout=60)
    try:
        connection.request(method, parts.path, body=body, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    finally:
        connection.close()


class Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


def by_urllib(method, address, body, headers, tls):
    opener = urllib.request.build_opener(Stay, urllib.request.HTTPSHandler(context=tls))
    try:
        return opener.open(urllib.request.Request(address, body, headers, method=method), timeout=60).status
    except urllib.error.HTTPError as error:
        error.read()
        return error.code


ask = {"http.client": by_http_client, "urllib": by_urllib}[sys.argv[1]]
for line in sys.stdin:
    pem, ca, method, address, size, *fields = line.rstrip("\n").split("\t")
    headers = dict(field.split(": ", 1) for field in fields)
    try:
        print(ask(method, address, b"GET / " * (int(size) // 6) + b"." * (int(size) % 6), headers, context(pem, ca)), flush=True)
    except Exception as error:
        print("lost", repr(error), flush=True)
