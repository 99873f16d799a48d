import socket

import pytest

from index.errors import SettingsError
from page.server.address import ListenAddress, check_access, probe_port
from page.server.credentials import Credentials


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.5", "::", "example.org"])
def test_other_hosts_need_credentials(host):
    with pytest.raises(
        SettingsError, match="without a login, which shows the articles to the network"
    ):
        check_access(ListenAddress(host=host), None, mcp=False)
    check_access(ListenAddress(host=host), Credentials({}), mcp=False)


def test_mcp_needs_its_package_and_a_login_as_the_page_does(monkeypatch):
    check_access(ListenAddress(), None, mcp=True)
    check_access(ListenAddress(host="0.0.0.0"), Credentials({}), mcp=True)
    monkeypatch.setattr("qa.extras.find_spec", lambda name: None)
    with pytest.raises(SettingsError, match=r"--mcp without the package mcp; .*article-qa\[mcp\]"):
        check_access(ListenAddress(), None, mcp=True)


def test_a_port_that_can_be_taken_is_probed_and_left_free():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    probe_port(ListenAddress(port=port))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(SettingsError, match="cannot be listened on"):
            probe_port(ListenAddress(port=port))
