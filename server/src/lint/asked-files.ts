// Remembers which files one analysis looked at, so that an edge knows what to read for it, and when it is out of date.
import type { FileAnswer, Files } from '../text/files';
import type { Analysis } from './analysis';

export class AskedFiles implements Files {
  private readonly asked = new Set<string>();
  /** Those that nothing was known of. */
  private readonly unread = new Set<string>();

  constructor(private readonly files: Files) {}

  /** Nothing where nothing was asked for: most files stand alone. */
  get answers(): Pick<Analysis, 'asked' | 'unread'> {
    const { asked, unread } = this;
    return { asked: asked.size > 0 ? asked : undefined, unread: unread.size > 0 ? unread : undefined };
  }

  read(uri: string): FileAnswer {
    const answer = this.files.read(uri);
    this.asked.add(uri);
    if (answer.kind === 'unknown') this.unread.add(uri);
    return answer;
  }
}
