// Other extensions that check the same files: known, so that two do not say the same; nothing of theirs is ever changed.
import { extensions } from 'vscode';

const NAMES: Readonly<Record<string, string>> = {
  'exiasr.hadolint': 'hadolint',
  'wharflab.tally': 'tally',
  'docker.docker': 'Docker DX',
  'ms-azuretools.vscode-containers': 'Container Tools',
  'ms-azuretools.vscode-docker': 'Docker',
  'redhat.vscode-yaml': 'YAML',
  'aquasecurityofficial.trivy-vulnerability-scanner': 'Trivy',
  'bridgecrew.checkov': 'Checkov',
  'checkmarx.ast-results': 'Checkmarx',
  'semgrep.semgrep': 'Semgrep',
  'snyk-security.snyk-vulnerability-scanner': 'Snyk',
  'sonarsource.sonarlint-vscode': 'SonarQube',
};

/** Name and version of each that is installed and enabled. */
export function otherLinters(): string[] {
  return extensions.all.flatMap(({ id, packageJSON }) => {
    const name = NAMES[id.toLowerCase()];
    const { version }: { version?: unknown } = packageJSON ?? {};
    return name === undefined ? [] : [typeof version === 'string' ? `${name} ${version}` : name];
  });
}
