import { request } from 'node:http';
import { text } from 'node:stream/consumers';

/** One answer that a browser would show. */
export interface Shown {
  url: URL;
  status: number;
  headers: Record<string, string | string[] | undefined>;
  html: string;
}

/** A browser without a screen: it keeps cookies, follows redirects, and sends the forms that a person fills in. */
export class Person {
  readonly #cookies = new Map<string, string>();
  /** Every address that was gone to, in order. */
  readonly went: URL[] = [];

  /** Opens an address and follows where it leads. */
  async go(url: URL, form?: Record<string, string>): Promise<Shown> {
    this.went.push(url);
    const shown = await this.#ask(url, form);
    const { location } = shown.headers;
    if (shown.status < 300 || shown.status >= 400 || typeof location !== 'string') return shown;
    return this.go(new URL(location, url));
  }

  /** Sends the form on a page, with its hidden fields and what the person types. */
  async send(page: Shown, typed: Record<string, string>): Promise<Shown> {
    const action = /<form[^>]*action="([^"]*)"/.exec(page.html)?.[1] ?? '';
    const hidden = [...page.html.matchAll(/<input[^>]*>/g)].flatMap(([input]) => {
      const name = /name="([^"]*)"/.exec(input)?.[1];
      return name === undefined ? [] : [[name, /value="([^"]*)"/.exec(input)?.[1] ?? ''] as const];
    });
    return this.go(new URL(unescape(action), page.url), { ...Object.fromEntries(hidden), ...typed });
  }

  /** Logs in on the lab's page. */
  async logIn(address: URL, account: string): Promise<Shown> {
    return this.send(await this.go(address), { account });
  }

  #ask(url: URL, form: Record<string, string> | undefined): Promise<Shown> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = form === undefined ? undefined : new URLSearchParams(form).toString();
    const type = body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' };
    const headers = { ...type, ...(cookie === '' ? {} : { cookie }) };
    return new Promise((resolve, reject) => {
      const sent = request(url, { method: body === undefined ? 'GET' : 'POST', headers }, (answer) => {
        for (const set of answer.headers['set-cookie'] ?? []) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
          this.#cookies.set(name, value);
        }
        text(answer).then(
          (html) => resolve({ url, status: answer.statusCode ?? 0, headers: answer.headers, html }),
          reject,
        );
      });
      sent.on('error', reject);
      sent.end(body);
    });
  }
}

const unescape = (html: string): string => html.replaceAll('&amp;', '&').replaceAll('&#38;', '&');
