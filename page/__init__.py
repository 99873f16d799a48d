"""The page: questions, evidence and the state of the articles in a browser.

`launch` starts it, `layout` lays it out, and programs call it through `api`. `tabs` place what
`panels` draw of `state`; `server` checks each request before. Importing the package removes
Gradio's variables from the environment: they could share the page, allow more paths or report its
use. It also has Gradio write no files where it is installed.
"""

import os

from index.telemetry import disable_telemetry
from page.component_stubs import leave_stubs_out

for _variable in [name for name in os.environ if name.startswith("GRADIO_")]:
    del os.environ[_variable]
disable_telemetry()
leave_stubs_out()
