import { env, l10n } from 'vscode';
import { roundMoney } from '../../core/model/money.ts';
import type { Range } from '../../core/model/range.ts';
import type { Estimate, EstimateBasis } from '../../core/pipeline/estimate/estimateRun.ts';

/** `about 0.21 USD (0.12 to 0.38)` */
export function costText({ cost, price }: Estimate): string {
  if (!cost || !price) return l10n.t('cost not known without a price');
  const rounded = (amount: number) => String(roundMoney(Number(amount.toPrecision(2))));
  return l10n.t(
    'about {0} {1} ({2} to {3})',
    rounded(cost.likely),
    price.currency,
    rounded(cost.low),
    rounded(cost.high),
  );
}

/** `38 (16–61) tasks · 89 (40–140) requests` */
export function aboutWork({ admitted, requests }: Estimate): string {
  return l10n.t('{0} tasks · {1} requests', about(admitted), about(requests));
}

/** `44K (17K–70K) tokens in, 13K (2.8K–34K) out` */
export function aboutTokens({ inputTokens, outputTokens }: Estimate): string {
  return l10n.t('{0} tokens in, {1} out', about(inputTokens), about(outputTokens));
}

export function basisText(basis: EstimateBasis): string {
  if (basis.from === 'rounds')
    return basis.rounds === 1
      ? l10n.t('Estimated from 1 earlier round.')
      : l10n.t('Estimated from {0} earlier rounds.', basis.rounds);
  const tokens = {
    vocabulary: l10n.t('tokens by the model’s vocabulary'),
    measured: l10n.t('tokens as in earlier replies'),
    assumed: l10n.t('tokens by rule of thumb'),
  }[basis.tokens];
  return basis.from === 'seeds'
    ? l10n.t('Estimated from {0} seeds, {1}.', basis.seeds, tokens)
    : l10n.t('Estimated from {0} of its requests, {1}.', basis.requests, tokens);
}

/** Two digits say all that an estimate knows. */
function about({ low, likely, high }: Range): string {
  const format = new Intl.NumberFormat(env.language, { notation: 'compact', maximumSignificantDigits: 2 });
  const [from, most, to] = [Math.floor(low), Math.ceil(likely), Math.ceil(high)].map((value) => format.format(value));
  return from === to ? String(most) : l10n.t('{0} ({1}–{2})', String(most), String(from), String(to));
}
