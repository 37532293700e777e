"""TicketClusterer on texts: read ``FOLDER/texts.json``, write ``FOLDER/ours.json`` (labels, seconds, peak memory)."""

import json
import resource
import sys
import time
from pathlib import Path

from toil.patterns import TicketClusterer

folder = Path(sys.argv[1])
texts = json.loads((folder / "texts.json").read_text())
start = time.perf_counter()
labels = TicketClusterer().fit(texts).labels_
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
result = {"labels": labels.tolist(), "seconds": seconds, "peak_mib": peak}
(folder / "ours.json").write_text(json.dumps(result))
