"""The page: questions, evidence and the state of the articles in a browser.

`launch` starts it, `layout` lays it out, and programs call it through `api`. `tabs` place what
`panels` draw of `state`; `server` checks each request before. Importing the package removes
Gradio's variables from the environment: they could share the page, allow more paths or report its
use.
"""

import os

from index.telemetry import disable_telemetry

for _variable in [name for name in os.environ if name.startswith("GRADIO_")]:
    del os.environ[_variable]
disable_telemetry()
