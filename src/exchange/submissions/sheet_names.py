"""Titles of the sheets in our templates. What stands in the helpers is never taken for rows."""

ROWS = "报送数据"
EXAMPLE = "示例"
MEANING = "填写说明"
CODES = "代码表"
HELPERS = frozenset({EXAMPLE, MEANING, CODES})
