/** Pages of prose. */

export const statements = {
  about: {
    title: 'O węźle',
    paragraphs: [
      'Węzeł łączy dane o polskiej administracji publicznej, które na co dzień leżą w osobnych rejestrach, arkuszach i programach konferencji i nie mają wspólnych kluczy: rejestr jednostek terytorialnych, urzędy, projekty finansowane przez Unię Europejską, dobre praktyki i wskaźniki.',
      'Każdy fakt ma źródło: plik, wydawcę, licencję i dzień, na który jest aktualny. Wartość, której nie zrozumiano, jest wypisana, a nigdy nie zamieniona na liczbę ani na zero.',
      'Węzeł publikuje ponownie cudze dane. Za ich treść odpowiadają wydawcy, wymienieni przy każdym pliku; za połączenie i historię odpowiada węzeł.',
    ],
  },
  privacy: {
    title: 'Prywatność',
    paragraphs: [
      'Kto tylko czyta, nie dostaje żadnych plików cookie; strony nie wczytują niczego z innych serwerów i nikogo nie śledzą.',
      'Kto się loguje, dostaje plik cookie sesji, potrzebny do zalogowania: trwa najwyżej 14 dni, a bez żądań 12 godzin. Konto to adres e-mail, rola i urzędy; na żądanie jest usuwane, a w dzienniku zdarzeń zostaje sam jego numer. To, czego nie udało się jeszcze zapisać w formularzu, trzyma przeglądarka; wylogowanie to usuwa.',
      'Adres podany przy zamówieniu nowości e-mailem służy tylko do ich wysyłania. Rezygnacja jednym kliknięciem usuwa go w całości.',
      'Adres, z którego przychodzi żądanie, służy tylko do policzenia żądań w ciągu minuty i do dziennika błędów; nie jest łączony z niczym innym.',
      'Dane osobowe z plików źródłowych, takie jak nazwiska osób fizycznych, nie są publikowane; można zgłosić operatorowi, że coś takiego tu jest, a zostanie usunięte ze wszystkich wydań.',
    ],
  },
  accessibility: {
    title: 'Deklaracja dostępności',
    operator: 'Operator węzła',
    intro: (operator: string) =>
      `${operator} zobowiązuje się zapewnić dostępność swojej strony internetowej zgodnie z ustawą z dnia 4 kwietnia 2019 r. o dostępności cyfrowej stron internetowych i aplikacji mobilnych podmiotów publicznych. Deklaracja dotyczy strony`,
    published: 'Data publikacji strony internetowej:',
    updated: 'Data ostatniej istotnej aktualizacji:',
    statusTitle: 'Stan dostępności cyfrowej',
    status: 'Strona jest zgodna z ustawą o dostępności cyfrowej i spełnia WCAG 2.1 na poziomie AA.',
    prepared: 'Deklarację sporządzono dnia:',
    preparedHow: 'na podstawie samooceny z użyciem automatycznego badania i klawiatury.',
    contactTitle: 'Informacje zwrotne i dane kontaktowe',
    contact: (person: string) =>
      `Wszystkie problemy z dostępnością cyfrową tej strony można zgłosić. Kontakt: ${person}`,
    emailLabel: 'e-mail:',
    phoneLabel: 'telefon:',
    notSet: 'operator jeszcze go nie podał',
    procedureTitle: 'Postępowanie odwoławcze',
    procedure:
      'Każdy ma prawo wystąpić z żądaniem zapewnienia dostępności cyfrowej strony lub jej elementu, a także o udostępnienie informacji w formie alternatywnej. Żądanie powinno zawierać dane osoby zgłaszającej, wskazanie strony i sposób kontaktu. Podmiot realizuje żądanie niezwłocznie, nie później niż w ciągu 7 dni; jeśli to niemożliwe, informuje, kiedy to zrobi, nie później niż w ciągu 2 miesięcy. Na odmowę można złożyć skargę, a po jej rozpatrzeniu zwrócić się do Rzecznika Praw Obywatelskich.',
    architectureTitle: 'Dostępność architektoniczna',
    architecture: 'Węzeł jest usługą internetową; nie prowadzi obsługi w budynku.',
    communicationTitle: 'Dostępność komunikacyjno-informacyjna',
    communication: 'Informacje są dostępne jako tekst; każdy wykres ma pod sobą tabelę z tymi samymi liczbami.',
  },
};
