"""Credit information exchange for government integrity (政务诚信信用信息交换)."""
