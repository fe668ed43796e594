// Platforms: in how many ways one is spelled, and which image of an index runs where.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parsePlatform, platformFor, platformText } from '../../server/src/image/platform';

const spelled = (text: string): string => {
  const platform = parsePlatform(text);
  return platform ? platformText(platform) : 'none';
};

describe('a platform', () => {
  const ROWS: readonly (readonly [written: string, expected: string])[] = [
    ['linux/amd64', 'linux/amd64'],
    ['linux/amd64/v1', 'linux/amd64'],
    ['linux/amd64/v3', 'linux/amd64/v3'],
    ['Linux/x86_64', 'linux/amd64'],
    ['linux/aarch64', 'linux/arm64'],
    ['linux/arm64/v8', 'linux/arm64'],
    ['linux/arm64/8', 'linux/arm64'],
    ['linux/arm64/v9', 'linux/arm64/v9'],
    ['linux/arm', 'linux/arm/v7'],
    ['linux/armhf', 'linux/arm/v7'],
    ['linux/armel', 'linux/arm/v6'],
    ['linux/arm/v6', 'linux/arm/v6'],
    ['linux/i386', 'linux/386'],
    ['windows/amd64', 'windows/amd64'],
    ['linux/constructor', 'linux/constructor'],
    ['linux', 'none'],
    ['', 'none'],
    ['linux/amd64/v1/x', 'none'],
    ['linux/$TARGETARCH', 'none'],
    ['linux//v8', 'none'],
  ];
  for (const [written, expected] of ROWS) {
    test(`${written}: ${expected}`, () => assert.equal(spelled(written), expected));
  }
});

describe('an image for', () => {
  const ROWS: readonly (readonly [wanted: string, offered: string, expected: string])[] = [
    ['linux/amd64', 'linux/arm64 linux/amd64', 'linux/amd64'],
    ['linux/amd64', 'linux/arm64 linux/386', 'linux/386'],
    ['linux/amd64/v3', 'linux/amd64 linux/amd64/v2', 'linux/amd64/v2'],
    ['linux/amd64', 'linux/amd64/v2', 'none'],
    ['linux/amd64', 'windows/amd64', 'none'],
    ['linux/arm64', 'linux/arm/v6 linux/arm/v7', 'linux/arm/v7'],
    ['linux/arm64/v9', 'linux/arm64', 'linux/arm64'],
    ['linux/arm/v7', 'linux/arm64 linux/arm/v5', 'linux/arm/v5'],
    ['linux/arm/v6', 'linux/arm/v7', 'none'],
    ['linux/s390x', 'linux/s390x', 'linux/s390x'],
    ['linux/amd64/v999999999', 'linux/amd64', 'none'],
  ];
  for (const [wanted, offered, expected] of ROWS) {
    test(`${wanted} of ${offered}: ${expected}`, () => {
      const platforms = offered.split(' ').flatMap((text) => parsePlatform(text) ?? []);
      const platform = parsePlatform(wanted);
      assert.ok(platform);
      const found = platformFor(platforms, platform);
      assert.equal(found ? platformText(found) : 'none', expected);
    });
  }
});
