"""Results become pages, tables, files and lines for a terminal. Values in, text out: nothing here reads a clock or a file.

`ReportData` holds everything. From it: `trust_page` and `school_page` (self-contained HTML), `as_json`, `findings_csv`,
`changes_csv`; for the terminal `summary_text`, `compliance_text`, `gaps_text`, `drift_text`, `plan_text`, `run_text`, each a
list of lines. Of the record: `log_text`. Of audits: `import_text`, `review_text`, `review_json`, `review_page`. The same data
gives the same text.
What others wrote passes `visible` everywhere but in JSON.
"""

from ictops.report.as_csv import changes_csv, findings_csv
from ictops.report.as_json import as_json
from ictops.report.nouns import ChangeRead, ControlText, Head, ReportData, RunRecord, Towards
from ictops.report.review import review_json, review_page
from ictops.report.school import school_file, school_page
from ictops.report.text import compliance_text, drift_text, gaps_text, summary_text
from ictops.report.text_log import log_text
from ictops.report.text_plan import plan_text, run_text
from ictops.report.text_review import import_text, review_text
from ictops.report.text_staff import staff_json, staff_text, taken_text
from ictops.report.trust import trust_page
from ictops.report.visible import visible, visible_lines

__all__ = [
    "ChangeRead",
    "ControlText",
    "Head",
    "ReportData",
    "RunRecord",
    "Towards",
    "as_json",
    "changes_csv",
    "compliance_text",
    "drift_text",
    "findings_csv",
    "gaps_text",
    "import_text",
    "log_text",
    "plan_text",
    "review_json",
    "review_page",
    "review_text",
    "run_text",
    "school_file",
    "school_page",
    "staff_json",
    "staff_text",
    "summary_text",
    "taken_text",
    "trust_page",
    "visible",
    "visible_lines",
]
