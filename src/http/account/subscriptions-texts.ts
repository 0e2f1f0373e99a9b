/** What the pages of subscriptions say. */
import type { Language } from '#portal/language.ts';
import type { SubscriptionTopic } from '#subscriptions';

const polish = {
  title: 'Wiadomości o nowościach',
  lead: 'Najwyżej jedna wiadomość dziennie. Zaczynają przychodzić po potwierdzeniu z Twojej skrzynki; kończą się jednym kliknięciem, bez logowania.',
  forPrograms: 'Dla programów',
  webhooks: 'Webhooki: zawiadomienie programu o każdym wydaniu (po zalogowaniu)',
  email: 'Adres e-mail',
  emailWrong: 'Wpisz adres e-mail, na przykład jan@urzad.gov.pl.',
  topic: 'O czym',
  topics: {
    CALLS: 'nowe nabory',
    PRACTICES: 'nowe praktyki',
    DATASET: 'zmiany zbioru danych',
    METRIC: 'nowe wartości wskaźnika',
    UNIT: 'zmiany jednostki',
  } satisfies Record<SubscriptionTopic, string>,
  key: 'Jakie (niekonieczne)',
  keyHint: 'Praktyki: temat albo TERC. Zbiór: na przykład projects. Wskaźnik: kod. Jednostka: TERC.',
  keyWrong: 'Takich nie ma.',
  ask: 'Poproś o wiadomości',
  requested: 'Jeśli trzeba coś potwierdzić, wysłaliśmy odnośnik. Wiadomości zaczną przychodzić po potwierdzeniu.',
  tooMany: 'Z tej sieci poproszono o zbyt wiele. Spróbuj ponownie za godzinę.',
  confirm: 'Potwierdź',
  confirmLead: 'Naciśnij przycisk, jeśli chcesz dostawać te wiadomości.',
  confirmed: 'Potwierdzono.',
  unknown: 'Ten odnośnik jest nieznany, wygasł albo został już użyty.',
  yours: 'O czym piszemy',
  nothing: 'O niczym.',
  end: 'Nie pisz o tym',
  endAll: 'Nie pisz wcale',
  ended: 'Nic więcej nie przyjdzie. Adres został usunięty.',
};

export type SubscriptionTexts = typeof polish;

const english: SubscriptionTexts = {
  title: 'News by mail',
  lead: 'At most one message a day. They begin once your mailbox has confirmed it, and end with one click, without signing in.',
  forPrograms: 'For programs',
  webhooks: 'Webhooks: a program hears of every release (after signing in)',
  email: 'E-mail address',
  emailWrong: 'Enter an e-mail address, such as jan@urzad.gov.pl.',
  topic: 'What about',
  topics: {
    CALLS: 'new calls',
    PRACTICES: 'new practices',
    DATASET: 'changes of a dataset',
    METRIC: 'new values of a metric',
    UNIT: 'changes of a unit',
  },
  key: 'Which (optional)',
  keyHint: 'Practices: a topic or TERC. Dataset: such as projects. Metric: its code. Unit: its TERC.',
  keyWrong: 'There is none.',
  ask: 'Subscribe',
  requested: 'If something needs to be confirmed, we have sent a link. Messages begin once it is confirmed.',
  tooMany: 'Too much was requested from this network. Try again in an hour.',
  confirm: 'Confirm',
  confirmLead: 'Press the button if you want these messages.',
  confirmed: 'Confirmed.',
  unknown: 'This link is unknown, has expired or was used already.',
  yours: 'What we write about',
  nothing: 'Nothing.',
  end: 'End this one',
  endAll: 'Unsubscribe from all',
  ended: 'Nothing more will come. The address was removed.',
};

export const subscriptionTexts: Readonly<Record<Language, SubscriptionTexts>> = { pl: polish, en: english };
