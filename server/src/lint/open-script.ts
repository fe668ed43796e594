// Scripts and units that are being edited: read as a whole, when they are asked for.
import { readScript, type ScriptFile } from '../script/model';
import { readUnit, type UnitFile } from '../script/unit';
import { TextLines } from '../text/lines';
import type { Range } from '../text/range';

class OpenText<File> {
  private readonly content: TextLines;
  private known: File | undefined;

  constructor(
    text: string,
    private readonly readText: (text: string) => File,
  ) {
    this.content = new TextLines(text);
  }

  get lines(): readonly string[] {
    return this.content.lines;
  }

  get text(): string {
    return this.content.text;
  }

  change(range: Range, newText: string): void {
    this.content.change(range, newText);
    this.known = undefined;
  }

  protected get file(): File {
    this.known ??= this.readText(this.text);
    return this.known;
  }
}

export class OpenScript extends OpenText<ScriptFile> {
  readonly kind = 'script';

  constructor(uri: string, text: string) {
    super(text, (read) => readScript(uri.slice(uri.lastIndexOf('/') + 1), read));
  }

  get script(): ScriptFile {
    return this.file;
  }
}

export class OpenUnit extends OpenText<UnitFile> {
  readonly kind = 'unit';

  constructor(text: string) {
    super(text, readUnit);
  }

  get unit(): UnitFile {
    return this.file;
  }
}
