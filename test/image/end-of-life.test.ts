import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOfLifeOf } from '../../server/src/image/end-of-life';
import { parseImageReference } from '../../server/src/image/reference';

function shown(image: string, today: string): string {
  const reference = parseImageReference(image);
  const ended = reference && endOfLifeOf(reference, today);
  return ended ? [ended.system, ended.date, ended.nextTag].filter((part) => part !== undefined).join(' ') : '';
}

const CASES: readonly (readonly [image: string, today: string, ended: string])[] = [
  // The last day is still a day.
  ['node:20-alpine', '2026-04-30', ''],
  ['node:20-alpine', '2026-05-01', '2026-04-30 22-alpine'],
  // A release that ends within three months is no way out.
  ['node:20', '2027-03-01', '2026-04-30 24'],
  ['debian:11', '2026-09-01', '2026-08-31 12'],
  ['debian:12', '2026-11-22', ''],
  ['ubuntu:25.04', '2026-11-22', '2026-01-17 26.04'],
  // The longest name wins: 1.1 is not 1.10; and 3 may be any 3.x.
  ['golang:1.10.3', '2026-11-22', '2019-02-25 1.26'],
  ['python:3', '2026-11-22', ''],
  ['python:2', '2026-11-22', '2020-01-01 3.11'],
  ['grafana/grafana:9.5', '2026-11-22', '2024-05-14 12.4'],
  ['python:3.13-buster', '2026-11-22', 'buster 2024-06-30'],
  ['acme/python:3.13-buster', '2026-11-22', ''],
  ['acme/python:3.5', '2026-11-22', ''],
  ['node', '2026-11-22', ''],
  ['node@sha256:51dbfc749ec3018c7d4bf8b9ee65299ff9a908e38918ce163b0acfcd5dd931d9', '2026-11-22', ''],
];

for (const [image, today, ended] of CASES) {
  test(`${image} on ${today}: ${ended || 'nothing'}`, () => {
    assert.equal(shown(image, today), ended);
  });
}
