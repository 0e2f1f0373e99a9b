/** Forms whose field `response` a passkey fills in: shown only where the browser has passkeys. */

export function enablePasskey(form: HTMLFormElement): void {
  const { PublicKeyCredential } = window;
  if (typeof PublicKeyCredential?.parseRequestOptionsFromJSON !== 'function') return;
  form.hidden = false;
  const alert = document.createElement('p');
  alert.className = 'error';
  alert.setAttribute('role', 'alert');
  form.append(alert);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    alert.textContent = '';
    responseOf(form).then(
      (response) => {
        (form.elements.namedItem('response') as HTMLInputElement).value = response;
        form.submit();
      },
      () => {
        alert.textContent = form.dataset['failed'] ?? '';
      },
    );
  });
}

/** Throws where there is no passkey, or the person says no. */
async function responseOf(form: HTMLFormElement): Promise<string> {
  const csrf = (form.elements.namedItem('csrf') as HTMLInputElement | null)?.value ?? '';
  const request = { method: 'POST', body: new URLSearchParams({ csrf }) };
  const answer = await fetch(form.dataset['options'] ?? '', request);
  if (!answer.ok) throw new Error('There are no options');
  const options = await answer.json();
  const credential =
    form.dataset['passkey'] === 'create'
      ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  if (!(credential instanceof PublicKeyCredential)) throw new Error('There is no passkey');
  return JSON.stringify(credential.toJSON());
}
