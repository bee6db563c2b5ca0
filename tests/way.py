"""Little proxies on 127.0.0.1: HTTP, HTTPS and SOCKS5, each with a list of where it was asked to go."""

import asyncio
import base64
import contextlib
import ipaddress
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.little_server import LittleServer


def certificate(folder: Path) -> tuple[Path, ssl.SSLContext]:
    """A certificate for 127.0.0.1 in a file, for SSL_CERT_FILE, and what a server speaks TLS with."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "a little proxy")])
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = folder / "certificate.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    secret = folder / "certificate.key"
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(pem, secret)
    return pem, tls


class LittleProxy(LittleServer):
    """Passes connections on. ``asked`` is each host and port; with ``login`` others get no further."""

    scheme = "http"

    def __init__(
        self, login: tuple[str, str] | None = None, tls: ssl.SSLContext | None = None
    ) -> None:
        super().__init__(tls)
        self.asked: list[str] = []
        self.refused = 0
        self._login = login

    @property
    def url(self) -> str:
        """Its address, with its login."""
        user = f"{self._login[0]}:{self._login[1]}@" if self._login else ""
        scheme = self.scheme if self.tls is None else "https"
        return f"{scheme}://{user}127.0.0.1:{self.port}"

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        first, *rest = head.decode("latin-1").split("\r\n")
        method, target, version = first.split(" ")
        if not self._let_in(rest):
            self.refused += 1
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")
            await writer.drain()
            return
        if method == "CONNECT":
            host, _, port = target.rpartition(":")
            far = await self._open(host, int(port))
            writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        else:
            to = urlsplit(target)
            far = await self._open(to.hostname or "", to.port or 80)
            path = to.path + (f"?{to.query}" if to.query else "")
            kept = [line for line in rest if not line.lower().startswith("proxy-")]
            far[1].write("\r\n".join([f"{method} {path} {version}", *kept]).encode("latin-1"))
        await self._both_ways(reader, writer, *far)

    def _let_in(self, headers: list[str]) -> bool:
        if self._login is None:
            return True
        word = base64.b64encode(":".join(self._login).encode()).decode()
        return any(
            line.lower().startswith("proxy-authorization") and word in line for line in headers
        )

    async def _open(
        self, host: str, port: int
    ) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        self.asked.append(f"{host}:{port}")
        return await asyncio.open_connection(host, port)

    async def _both_ways(
        self,
        near_reader: asyncio.StreamReader,
        near_writer: asyncio.StreamWriter,
        far_reader: asyncio.StreamReader,
        far_writer: asyncio.StreamWriter,
    ) -> None:
        async def pipe(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
            with contextlib.suppress(ConnectionError):
                while data := await source.read(65536):
                    to.write(data)
                    await to.drain()
            to.close()

        await asyncio.gather(pipe(near_reader, far_writer), pipe(far_reader, near_writer))


class LittleFront(LittleProxy):
    """No proxy: speaks TLS before a server that does not."""

    def __init__(self, behind: str, tls: ssl.SSLContext) -> None:
        super().__init__(tls=tls)
        self._behind = urlsplit(behind)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass all of it on."""
        far = await self._open(self._behind.hostname or "", self._behind.port or 80)
        await self._both_ways(reader, writer, *far)


class LittleSocks(LittleProxy):
    """The same by SOCKS5 (RFC 1928), with user and password (RFC 1929) where it has a login."""

    scheme = "socks5"

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        _, count = await reader.readexactly(2)
        await reader.readexactly(count)
        writer.write(b"\x05\x02" if self._login else b"\x05\x00")
        if self._login:
            _, length = await reader.readexactly(2)
            user = await reader.readexactly(length)
            word = await reader.readexactly((await reader.readexactly(1))[0])
            good = (user.decode(), word.decode()) == self._login
            writer.write(b"\x01\x00" if good else b"\x01\x01")
            if not good:
                self.refused += 1
                return
        _, _, _, kind = await reader.readexactly(4)
        if kind == 1:
            host = ".".join(map(str, await reader.readexactly(4)))
        else:
            host = (await reader.readexactly((await reader.readexactly(1))[0])).decode()
        port = int.from_bytes(await reader.readexactly(2), "big")
        far = await self._open(host, port)
        writer.write(b"\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00")
        await self._both_ways(reader, writer, *far)
