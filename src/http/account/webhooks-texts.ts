/** What the pages of webhooks say. */
import type { Language } from '#portal/language.ts';

const polish = {
  title: 'Webhooki',
  lead: 'Węzeł zawiadomi Twój program o każdym wydaniu danych: wyśle POST na adres https, podpisany jak w Standard Webhooks.',
  example: 'Treść zawiadomienia',
  address: 'Adres https',
  addressHint: 'Na przykład https://moj-program.example/wezel. Adresy w sieciach prywatnych nie działają.',
  addressWrong: 'To nie jest adres https bez nazwy użytkownika i hasła.',
  tooMany: (max: number) => `Konto może mieć najwyżej ${max} webhooków. Usuń któryś, aby dodać nowy.`,
  create: 'Dodaj webhook',
  yours: 'Twoje webhooki',
  none: 'Nie masz żadnego webhooka.',
  state: 'Stan',
  active: 'działa',
  disabled: (moment: string) =>
    `wyłączony ${moment}: adres odpowiedział „410 Gone” albo Węzeł odtworzono z kopii bez kluczy`,
  createdAt: 'Dodany',
  last: 'Ostatnie zawiadomienie',
  notYet: 'jeszcze nie było',
  created: 'Dodano. Skopiuj sekret teraz: nie pokażemy go ponownie.',
  secret: 'Sekret',
  secretLead: 'Tym sekretem program sprawdza, że zawiadomienie pochodzi od węzła. Kto go zna, może się za węzeł podać.',
  toDeliveries: 'Zawiadomienia tego webhooka',
  webhook: (host: string) => `Webhook: ${host}`,
  deliveries: 'Zawiadomienia z ostatniego miesiąca',
  noDeliveries: 'Nie było jeszcze żadnego. Pierwsze przyjdzie z następnym wydaniem.',
  release: 'Wydanie',
  attempts: 'Próby',
  attemptedAt: 'Ostatnia próba',
  answer: 'Odpowiedź',
  retried: (count: number) =>
    `Po błędzie próbujemy jeszcze ${count} razy, za każdym razem po dwa razy dłuższej przerwie.`,
  remove: 'Usuń webhook',
  removeLead: 'Nic więcej nie zostanie na ten adres wysłane.',
  back: 'Wszystkie webhooki',
};

export type WebhookTexts = typeof polish;

const english: WebhookTexts = {
  title: 'Webhooks',
  lead: 'The hub announces every release of data to your program: it sends a POST to an https address, signed as Standard Webhooks has it.',
  example: 'What is sent',
  address: 'https address',
  addressHint: 'Such as https://my-program.example/wezel. Addresses in private networks do not work.',
  addressWrong: 'This is no https address without a user name and password.',
  tooMany: (max) => `An account may have ${max} webhooks. Delete one to add another.`,
  create: 'Add a webhook',
  yours: 'Your webhooks',
  none: 'You have no webhook.',
  state: 'State',
  active: 'active',
  disabled: (moment) =>
    `disabled ${moment}: the address answered "410 Gone", or the hub was restored from a backup without keys`,
  createdAt: 'Added',
  last: 'Last announcement',
  notYet: 'none yet',
  created: 'Added. Copy the secret now: it is not shown again.',
  secret: 'Secret',
  secretLead:
    'With this secret the program checks that an announcement comes from the hub. Whoever knows it can pretend to be the hub.',
  toDeliveries: 'Announcements to this webhook',
  webhook: (host) => `Webhook: ${host}`,
  deliveries: 'Announcements of the last month',
  noDeliveries: 'There was none yet. The first comes with the next release.',
  release: 'Release',
  attempts: 'Attempts',
  attemptedAt: 'Last attempt',
  answer: 'Response',
  retried: (count) => `After a failure it is sent up to ${count} times more, each time after twice as long.`,
  remove: 'Delete the webhook',
  removeLead: 'Nothing more is sent to this address.',
  back: 'All webhooks',
};

export const webhookTexts: Readonly<Record<Language, WebhookTexts>> = { pl: polish, en: english };
