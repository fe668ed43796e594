// What a latency is measured on: a long document of one language, what is typed in it, and what has to be found in it.
import { pathToFileURL } from 'node:url';
import type { Analysis } from '../../server/src/lint/analysis';
import { composeExpectation, expectation } from './expected';
import { type Edit, keystrokes, RUN, SERVICE_VALUE } from './keystrokes';
import type { TextDocument } from './lsp-client';

export interface Probe {
  readonly language: 'Dockerfile' | 'Compose';
  readonly document: TextDocument;
  edits(count: number): Iterable<Edit>;
  /** By the engine itself, in the profile strict. */
  expected(text: string): Analysis;
}

export function dockerfileProbe(text: string): Probe {
  const document = { uri: 'file:///bench/Dockerfile', languageId: 'dockerfile', text };
  const expect = expectation('strict');
  return {
    language: 'Dockerfile',
    document,
    edits: (count) => keystrokes(text, count, RUN),
    expected: (version) => expect({ path: document.uri, text: version }),
  };
}

/** `folder` is empty: Compose looks for what lies beside a file. */
export function composeProbe(text: string, folder: string): Probe {
  const root = pathToFileURL(folder).href;
  const document = { uri: `${root}/compose.yaml`, languageId: 'yaml', text, root };
  const expect = composeExpectation('strict');
  return {
    language: 'Compose',
    document,
    edits: (count) => keystrokes(text, count, SERVICE_VALUE),
    expected: (version) => expect({ path: document.uri, text: version }),
  };
}
