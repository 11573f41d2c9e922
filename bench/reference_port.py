"""The comparison of referencePort.ts in pure Python, as a process that answers line by line.

The first line in is the pool, a JSON list of texts; each further line is a candidate, a JSON string. For each candidate
one line goes out: {"seconds", "max"}, with the tokenising of the pool left out of the time, as in the reference.
"""

import json
import re
import sys
import time


def tokens_of(text):
    return re.findall("[a-z0-9]+", text.lower())


def lcs_table(target, prediction):
    table = [[0] * (len(prediction) + 1) for _ in range(len(target) + 1)]
    for i in range(1, len(target) + 1):
        for j in range(1, len(prediction) + 1):
            if target[i - 1] == prediction[j - 1]:
                table[i][j] = table[i - 1][j - 1] + 1
            else:
                table[i][j] = max(table[i - 1][j], table[i][j - 1])
    return table


def rouge_l(target, prediction):
    if not target or not prediction:
        return 0.0
    lcs = lcs_table(target, prediction)[len(target)][len(prediction)]
    if lcs == 0:
        return 0.0
    precision = lcs / len(prediction)
    recall = lcs / len(target)
    return 2 * precision * recall / (precision + recall)


def main():
    pool = [tokens_of(text) for text in json.loads(sys.stdin.readline())]
    for line in sys.stdin:
        candidate = tokens_of(json.loads(line))
        start = time.perf_counter()
        scores = [rouge_l(other, candidate) for other in pool]
        mean = sum(scores) / len(scores)
        nearest = sorted(range(len(scores)), key=scores.__getitem__, reverse=True)[:10]
        seconds = time.perf_counter() - start
        answer = {"seconds": seconds, "max": scores[nearest[0]], "mean": mean}
        print(json.dumps(answer), flush=True)


main()
