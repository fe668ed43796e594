// Whether this machine has the distribution project's own registry, and how to get it: pins are tested against it.
import { spawnSync } from 'node:child_process';
import { aptInstall } from './apt.mjs';

export const hasDockerRegistry = () => !spawnSync('docker-registry', ['--version'], { stdio: 'ignore' }).error;

export const installDockerRegistry = aptInstall('docker-registry', 'openssl');
