import assert from 'node:assert/strict';
import { test } from 'node:test';
import { endOfLifeOf } from '../../server/src/image/end-of-life';
import { parseImageReference } from '../../server/src/image/reference';

function shown(image: string, today: string): string {
  const reference = parseImageReference(image);
  const ended = reference && endOfLifeOf(reference, today);
  return ended
    ? [ended.system, ended.date ?? 'ended', ended.nextTag, ended.successor]
        .filter((part) => part !== undefined)
        .join(' ')
    : '';
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
  // Nobody builds these.
  ['openjdk:17-jdk-slim', '2026-11-22', 'ended eclipse-temurin'],
  ['openjdk:26-ea-slim', '2026-11-22', ''],
  ['openjdk:17', '2022-07-01', ''],
  ['acme/openjdk:17', '2026-11-22', ''],
  ['centos', '2026-11-22', '2024-06-30 rockylinux/rockylinux'],
  ['centos:7', '2026-11-22', '2024-06-30 rockylinux/rockylinux'],
  ['quay.io/centos/centos:stream8', '2026-11-22', '2024-05-31'],
  ['quay.io/centos/centos:stream9', '2026-11-22', ''],
  ['amazonlinux:1', '2026-11-22', '2023-12-31 amazonlinux:2023'],
  ['public.ecr.aws/amazonlinux/amazonlinux:1', '2026-11-22', '2023-12-31 amazonlinux:2023'],
  ['amazonlinux:2023', '2026-11-22', ''],
  ['mcr.microsoft.com/dotnet/core/sdk:3.1-alpine', '2026-11-22', '2022-12-13 mcr.microsoft.com/dotnet/sdk'],
  ['registry.access.redhat.com/ubi7/ubi-minimal:7.9', '2026-11-22', '2024-06-30 registry.access.redhat.com/ubi9'],
  ['registry.access.redhat.com/ubi9/ubi:9.4', '2026-11-22', ''],
  // The system in tags and names of any image.
  ['nvidia/cuda:10.2-base-ubuntu18.04', '2026-11-22', 'ubuntu18.04 2023-05-31'],
  ['nvidia/cuda:12.4.1-base-ubuntu22.04', '2026-11-22', ''],
  ['gcr.io/distroless/base-debian10', '2026-11-22', 'debian10 2024-06-30'],
  ['gcr.io/distroless/base-debian10:nonroot', '2026-11-22', 'debian10 2024-06-30'],
  ['gcr.io/distroless/base-debian12:nonroot', '2026-11-22', ''],
  // Older than all that the table knows.
  ['elasticsearch:5', '2026-11-22', 'ended'],
  ['python:1.5', '2026-11-22', 'ended'],
  ['node@sha256:51dbfc749ec3018c7d4bf8b9ee65299ff9a908e38918ce163b0acfcd5dd931d9', '2026-11-22', ''],
];

for (const [image, today, ended] of CASES) {
  test(`${image} on ${today}: ${ended || 'nothing'}`, () => {
    assert.equal(shown(image, today), ended);
  });
}
