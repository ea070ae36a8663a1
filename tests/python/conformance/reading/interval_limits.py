"""Intervals whose numbers are too big or too fine, as only a typecaster called by hand meets them."""

import psycopg2
from observe import attempt
from psycopg2.extensions import INTERVAL

cur = psycopg2.connect("").cursor()
for text in (
    *("100000000000000000:00:00", "00:100000000000000000:00", "00:00:100000000000000000", "00:00:00.100000000000000000"),
    *("2147483647:00:00", "2147483648:00:00", "0:2147483648:0", "0:0:2147483648", "2147483648 days", "4294967296 years"),
    *("00:00:00.0000004", "00:00:00.0000005", "00:00:00.0000015", "-00:00:00.0000005", "00:00:00.9999999", "00:00:00.123456789"),
    *("00:00:00.", "00:00:00.1", "1 day 00:00:00.25", "-1 days -00:00:00.5", "10000000000", "2147483648", "-5", "0x10"),
):
    attempt(text, INTERVAL, text, cur)
