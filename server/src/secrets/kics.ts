// What KICS calls its rules on secrets: one query, "Passwords And Secrets", whose rules have ids of their own.
// Source: KICS, assets/queries/common/passwords_and_secrets.

/** The query, and its rules that go by a name: generic password, secret, token, API key, private key. */
export const kicsSecrets = [
  { kics: 'a88baa34-e2ad-44ea-ad6f-8cac87bc7c71' },
  { kics: '487f4be7-3fd9-4506-a07a-eae252180c08' },
  { kics: '3e2d3b2f-c22a-4df1-9cc6-a7a0aebb0c99' },
  { kics: 'baee238e-1921-4801-9c3f-79ae1d7b2cbc' },
  { kics: '74736dd1-dd11-4139-beb6-41cd43a50317' },
  { kics: '2f665079-c383-4b33-896e-88268c1fa258' },
];

/** Its rules that go by a value: private keys, a password in a URL, keys of AWS. */
export const kicsSecretValues = [
  { kics: '51b5b840-cd0c-4556-98a7-fe5f4def80cf' },
  { kics: 'c4d3b58a-e6d4-450f-9340-04f1e702eaae' },
  { kics: '76c0bcde-903d-456e-ac13-e58c34987852' },
  { kics: '83ab47ff-381d-48cd-bac5-fb32222f54af' },
];
