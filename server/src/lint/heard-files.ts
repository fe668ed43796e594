// What other files said while something was worked out: as long as they say the same, so does it.
import type { FileAnswer, Files } from '../text/files';

export class HeardFiles implements Files {
  private readonly heard = new Map<string, FileAnswer>();

  constructor(private readonly files: Files) {}

  read(uri: string): FileAnswer {
    const answer = this.files.read(uri);
    this.heard.set(uri, answer);
    return answer;
  }

  /** Asks for each of them, so that whoever counts what is asked for counts these. */
  sayTheSameIn(files: Files): boolean {
    for (const [uri, before] of this.heard) if (!isSame(before, files.read(uri))) return false;
    return true;
  }
}

const isSame = (a: FileAnswer, b: FileAnswer): boolean =>
  a === b || (a.kind === b.kind && (a.kind !== 'text' || b.kind !== 'text' || a.text === b.text));
