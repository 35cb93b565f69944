"""Serve with: gunicorn --config newsroom/deploy/gunicorn.conf.py newsroom.wsgi

Behind nginx, which waits for slow visitors. granian serves the application too; measured beside each other
(`tests/benchmarks/bench_reader.py --server granian`) it takes a tenth of a millisecond of processor less for any
request, of a view that returns a constant too, at the same ratios. gunicorn needs nothing compiled and renews its
workers.
"""

import multiprocessing
import os

bind = os.environ.get("BIND", "127.0.0.1:8000")
workers = int(os.environ.get("WORKERS", multiprocessing.cpu_count()))
preload_app = True
max_requests = 10_000
max_requests_jitter = 1_000
timeout = 30
limit_request_line = 8_190
accesslog = None
