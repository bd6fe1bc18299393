"""Fits BG/NBD with the package `lifetimes`: lifetimes_fit.py FILE.csv TIMES. Prints the least time and the parameters as JSON."""

import json
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import pandas
from lifetimes import BetaGeoFitter

file, times = sys.argv[1:]
sample = pandas.read_csv(file)
least, fitted = None, None
for _ in range(int(times)):
    since = time.monotonic()
    fitted = BetaGeoFitter(penalizer_coef=0.0).fit(sample["x"], sample["t_x"], sample["T"])
    seconds = time.monotonic() - since
    least = seconds if least is None else min(least, seconds)
print(json.dumps({"seconds": least, "parameters": {name: float(value) for name, value in fitted.params_.items()}}))
