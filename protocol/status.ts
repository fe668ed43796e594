// What an editor shows of how a document is checked, and of what was found in it.

/** null for a document that the server does not know. */
export const STATUS = 'hullwright/status';

export interface StatusQuestion {
  readonly uri: string;
}

export interface DocumentStatus {
  /** What the file of configuration is. none: there is none. editor: the preference leaves files out. */
  readonly kind: 'hullwright' | 'hadolint' | 'none' | 'editor';
  /** Of the configuration in use. */
  readonly uri?: string;
  readonly profile: string;
  readonly findings: number;
  readonly suppressed: number;
  /**
   * Whether registries are asked for the document. untrusted: nobody said to trust the workspace. nowhere: there is nothing to
   * ask with, or the file is not on this machine.
   */
  readonly network: 'off' | 'onDemand' | 'auto' | 'untrusted' | 'nowhere';
}
