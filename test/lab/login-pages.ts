/** The pages of the lab's provider: plain, labelled, usable without a mouse, nothing from elsewhere. */

const escape = (text: string): string => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(title)}</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; color: #1d1d1f; background: #fff; margin: 0; }
main { max-width: 28rem; margin: 10vh auto; padding: 0 1rem; }
label { display: block; font-weight: 600; }
input { font: inherit; width: 100%; box-sizing: border-box; padding: 0.5rem; border: 1px solid #6e6e73; border-radius: 4px; }
button { font: inherit; margin: 1rem 0.5rem 0 0; padding: 0.5rem 1rem; border: 1px solid #1d4ed8; border-radius: 4px; background: #1d4ed8; color: #fff; }
button.quiet { background: #fff; color: #1d4ed8; }
[role='alert'] { color: #b00020; }
</style>
</head>
<body><main><h1>${escape(title)}</h1>
${body}
</main></body>
</html>
`;

/** Asks which account logs in; any name will do. */
export function loginPage(action: string, client: string, provider: string | null, hint = ''): string {
  const by = provider === null ? '' : ` with ${escape(provider)}`;
  return page(
    'Log in to the lab',
    `<p>${escape(client)} wants to know who you are${by}. Any account will do; there is no password.</p>
<form method="post" action="${escape(action)}">
<label for="account">Account</label>
<input id="account" name="account" type="email" value="${escape(hint)}" autocomplete="username" required autofocus>
<button type="submit">Log in</button>
<button class="quiet" type="submit" name="cancel" value="yes" formnovalidate>Cancel</button>
</form>`,
  );
}

/** Asks for the code that a device shows. */
export function devicePage(action: string, secret: string, code: string, problem: string | null): string {
  return page(
    'Connect a device',
    `${problem === null ? '' : `<p role="alert">${escape(problem)}</p>`}
<form method="post" action="${escape(action)}">
<input type="hidden" name="xsrf" value="${escape(secret)}">
<label for="user_code">Code that the device shows</label>
<input id="user_code" name="user_code" value="${escape(code)}" autocomplete="off" required autofocus>
<button type="submit">Continue</button>
</form>`,
  );
}

/** Asks whether the code is really the user's own. */
export function deviceConfirmPage(action: string, secret: string, code: string, client: string): string {
  return page(
    'Is this your device?',
    `<p>${escape(client)} shows the code <strong>${escape(code)}</strong>.</p>
<form method="post" action="${escape(action)}">
<input type="hidden" name="xsrf" value="${escape(secret)}">
<input type="hidden" name="user_code" value="${escape(code)}">
<input type="hidden" name="confirm" value="yes">
<button type="submit">Connect</button>
<button class="quiet" type="submit" name="abort" value="yes">Cancel</button>
</form>`,
  );
}

/** The last page of the device flow. */
export const deviceDonePage = (): string =>
  page('Connected', '<p>You can close this page and go back to the device.</p>');

/** What went wrong, in words. */
export const problemPage = (problem: string): string =>
  page('That did not work', `<p role="alert">${escape(problem)}</p>`);
