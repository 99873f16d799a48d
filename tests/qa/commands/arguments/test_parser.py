from importlib.metadata import version

import pytest

import qa
from qa.commands.arguments.parser import parser


def test_the_version_is_that_of_the_installed_package(capsys):
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"qa {version('article-qa')}\n")
    assert qa.__version__ == version("article-qa")
