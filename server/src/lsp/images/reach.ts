// Whether registries may be asked for a file: by the setting, the workspace's trust, and where the file is.

export const NETWORKS = ['off', 'onDemand', 'auto'] as const;
/** onDemand: by a command of the user's. auto: for what is open, too. */
export type Network = (typeof NETWORKS)[number];

/** untrusted: nobody said to trust the workspace. nowhere: there is nothing to ask with, or the file is not on this machine. */
export type Reach = Network | 'untrusted' | 'nowhere';

export interface Reached {
  readonly uri: string;
  readonly network: Network;
  readonly trusted: boolean;
  readonly canAsk: boolean;
}

export function reachOf({ uri, network, trusted, canAsk }: Reached): Reach {
  if (!canAsk || !/^(?:file|untitled):/.test(uri)) return 'nowhere';
  return trusted ? network : 'untrusted';
}

/** Why none is asked. */
export type Closed = Exclude<Reach, 'onDemand' | 'auto'>;

export const isClosed = (reach: Reach): reach is Closed => reach !== 'onDemand' && reach !== 'auto';
