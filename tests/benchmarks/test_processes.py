"""What wrk says is read in milliseconds, whatever unit it chose."""

import os

from benchmarks import processes

SAID = """Running 2s test @ http://127.0.0.1:8000/
  1 threads and 64 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     3.52ms    1.00ms  20.11ms   90.00%
  Latency Distribution
     50%  850.00us
     75%    3.90ms
     90%    4.60ms
     99%    1.20s
  36021 requests in 2.00s, 400.00MB read
Requests/sec:  18010.50
"""


def test_a_round_is_read():
    asked = processes.read(SAID)

    assert (asked.requests, asked.rate) == (36021, 18010.5)
    assert (asked.p50, asked.p99) == (0.85, 1200)


def test_a_process_has_used_time_and_memory():
    assert processes.cpu_of(os.getpid()) > 0
    assert processes.memory_of(os.getpid()) > 1
