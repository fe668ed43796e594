// VS Code's own proxy for the server: handed over where it is started, since what is said over the protocol may be written to
// the output.
import { workspace } from 'vscode';

const SETTINGS = ['proxy', 'noProxy', 'proxyStrictSSL', 'proxyAuthorization', 'proxySupport'];

export const proxyChanged = (affects: (name: string) => boolean): boolean =>
  SETTINGS.some((name) => affects(`http.${name}`));

/** For the environment. */
export function proxyVariable(): string {
  const http = workspace.getConfiguration('http');
  if (http.get('proxySupport') === 'off') return '{}';
  return JSON.stringify({
    url: http.get('proxy'),
    noProxy: http.get('noProxy'),
    strictSSL: http.get('proxyStrictSSL'),
    authorization: http.get('proxyAuthorization'),
  });
}
