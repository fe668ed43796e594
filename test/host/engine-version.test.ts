// Whether the installed engine is a release that still gets fixes, on a day.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auditTree, makeTree, verdicts } from './trees';

const TODAY = '2026-11-22';

for (const [name, version, today, expected] of [
  ['docker-ce', '5:29.8.2-1~debian.13~trixie', TODAY, 'pass'],
  ['docker-ce', '5:30.0.0-1~debian.13~trixie', TODAY, 'pass'],
  ['docker-ce', '5:28.5.2-1~ubuntu.24.04~noble', '2026-05-12', 'pass'],
  ['docker-ce', '5:28.5.2-1~ubuntu.24.04~noble', '2026-05-13', 'fail'],
  ['docker-ce', '5:27.5.1-1~debian.12~bookworm', TODAY, 'fail'],
  ['docker-ce', '5:26.1.4-1~debian.12~bookworm', TODAY, 'fail'],
  // Kept by others for longer: its end is not announced.
  ['docker-ce', '5:25.0.5-1~debian.12~bookworm', TODAY, 'unknown'],
  ['docker-ce', '5:20.10.24~3-0~debian-bullseye', TODAY, 'fail'],
  ['docker-ce', '5:19.03.15~3-0~debian-buster', TODAY, 'fail'],
  // A distribution fixes its own.
  ['docker.io', '26.1.5+dfsg1-9+b11', TODAY, 'unknown'],
  ['docker.io', '20.10.24+dfsg1-1+deb12u1', TODAY, 'unknown'],
  ['moby-engine', '25.0.3-1', TODAY, 'unknown'],
] as const)
  test(`${name} ${version}, on ${today}: ${expected}`, (context) => {
    const entry = `Package: ${name}\nStatus: install ok installed\nVersion: ${version}\n`;
    const root = makeTree(context, { '/usr/bin/dockerd': '', '/var/lib/dpkg/status': entry });
    assert.equal(verdicts(auditTree(root, { today })).get('engine-supported'), expected);
  });
