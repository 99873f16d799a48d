"""The page: questions, evidence and the state of the articles in a browser.

A file a concern. Callbacks call the assistant and render what it gives; no file here retrieves,
reads or verifies. Builds on qa/ and index/; app.py starts it. Importing it takes Gradio's variables
out of the environment: they could share the page, allow more paths or tell others of its use.
"""

import os

from index.silence import be_silent

for _variable in [name for name in os.environ if name.startswith("GRADIO_")]:
    del os.environ[_variable]
be_silent()
