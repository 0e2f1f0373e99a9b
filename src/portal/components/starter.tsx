/** While a new hub is being filled: what of the starter set is on its way. */
import type { WithRequest } from './content.tsx';

export function StarterProgress({ request: { starter, texts } }: WithRequest) {
  if (starter === null) return null;
  const { step, number, all } = starter;
  return (
    <div class="filling" role="status" data-refresh>
      <p>{texts.starter.loading(texts.starter.steps[step], number, all)}</p>
      <progress max={all} value={number - 1} aria-label={texts.starter.label} />
    </div>
  );
}
