// Who we are at a registry.

export type Credentials =
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** Is exchanged for tokens by the registry's token server. */
  | { readonly kind: 'identity'; readonly token: string }
  /** Is itself what the registry wants to see. */
  | { readonly kind: 'token'; readonly token: string };

/** What is known of a registry, named as in references, and a repository of it. Rejects with a RegistryFailure. */
export type CredentialsFor = (registry: string, repository: string) => Promise<Credentials | undefined>;

export const anonymous: CredentialsFor = async () => undefined;

export const basicAuthorization = ({ username, password }: Extract<Credentials, { kind: 'password' }>): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
