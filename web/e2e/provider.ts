// A real identity provider on this machine, for signing in by OpenID Connect. Who comes is who the test says; what it
// says of them can be forged, to see that it is refused.

import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { freePort } from './server';

export interface Person { email: string; email_verified: boolean; name: string }
type Claims = Record<string, unknown>;

export interface IdentityProvider {
  url: string;
  /** the variables of a server that trusts it */
  settings: (server: string) => Record<string, string>;
  /** whoever signs in next */
  who: string;
  people: Record<string, Person>;
  /** changes what an ID token says, and perhaps who signed it */
  forge: ((claims: Claims) => { claims: Claims; key?: KeyObject }) | null;
  stop: () => Promise<void>;
}

const CLIENT = 'tuoke';
const SECRET = 'a-secret-of-the-test';
const SCOPES = 'openid email profile';

function signed(claims: Claims, header: string, key: KeyObject): string {
  const head = `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`;
  return `${head}.${createSign('RSA-SHA256').update(head).sign(key).toString('base64url')}`;
}

export const newKey = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;

export async function startProvider(people: Record<string, Person>): Promise<IdentityProvider> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const key = newKey();
  const state: Pick<IdentityProvider, 'who' | 'people' | 'forge'> = { who: Object.keys(people)[0] ?? '', people, forge: null };
  let redirect = '';
  let provider: Provider | null = null;

  const start = () => {
    provider = new Provider(url, {
      clients: [{ client_id: CLIENT, client_secret: SECRET, redirect_uris: [redirect], grant_types: ['authorization_code'], response_types: ['code'] }],
      jwks: { keys: [{ ...key.export({ format: 'jwk' }), kid: 'one', use: 'sig', alg: 'RS256' }] },
      claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
      conformIdTokenClaims: false,
      pkce: { required: () => true, methods: ['S256'] },
      cookies: { keys: ['of the test'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_context, sub) => ({ accountId: sub, claims: async () => ({ sub, ...state.people[sub] }) }),
      loadExistingGrant: async (context) => {
        const grant = new context.oidc.provider.Grant({ clientId: CLIENT, accountId: context.oidc.session?.accountId ?? '' });
        grant.addOIDCScope(SCOPES);
        await grant.save();
        return grant;
      },
    });
    provider.use(async (context, next) => {
      await next();
      const body = context.body as { id_token?: string } | undefined;
      if (!state.forge || !body?.id_token) return;
      const [header = '', payload = ''] = body.id_token.split('.');
      const forged = state.forge(JSON.parse(Buffer.from(payload, 'base64url').toString()) as Claims);
      context.body = { ...body, id_token: signed(forged.claims, header, forged.key ?? key) };
    });
    return provider.callback();
  };

  let answer: ReturnType<typeof start> | null = null;
  const server = createServer((request, response) => {
    answer ??= start();
    if (provider && request.url?.startsWith('/interaction/')) {
      void provider.interactionFinished(request, response, { login: { accountId: state.who } });
      return;
    }
    void answer(request, response);
  });
  await new Promise<void>((done) => server.listen(Number(new URL(url).port), '127.0.0.1', done));

  return Object.assign(state, {
    url,
    settings: (at: string) => {
      redirect = `${at}/api/v1/sign-in/sso/return`;
      return {
        TUOKE_PUBLIC_URL: at, TUOKE_OIDC_ISSUER: url, TUOKE_OIDC_CLIENT_ID: CLIENT, TUOKE_OIDC_CLIENT_SECRET: SECRET, TUOKE_OIDC_LABEL: 'Keycloak',
      };
    },
    stop: () =>
      new Promise<void>((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  });
}
