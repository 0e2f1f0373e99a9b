/** The taxonomy of topics: few enough to be known by heart, published as `topics`. A slug, once given out, stays. */

export interface Topic {
  readonly slug: string;
  readonly pl: string;
  readonly en: string;
}

export const topics: readonly Topic[] = [
  { slug: 'citizen-service', pl: 'Obsługa obywatela', en: 'Serving citizens' },
  { slug: 'accessibility', pl: 'Dostępność i włączenie społeczne', en: 'Accessibility and inclusion' },
  { slug: 'digital-services', pl: 'Usługi cyfrowe', en: 'Digital services' },
  { slug: 'communication', pl: 'Komunikacja wewnętrzna i zewnętrzna', en: 'Internal and external communication' },
  { slug: 'people', pl: 'Ludzie i kompetencje', en: 'People and competences' },
  { slug: 'quality-management', pl: 'Zarządzanie jakością', en: 'Quality management' },
  { slug: 'benchmarking', pl: 'Porównywanie się i samoocena', en: 'Benchmarking and self-assessment' },
  { slug: 'public-policy', pl: 'Tworzenie i ocena polityk publicznych', en: 'Making and evaluating public policy' },
  { slug: 'participation', pl: 'Udział mieszkańców', en: 'Public participation' },
  { slug: 'partnership', pl: 'Współpraca i partnerstwa', en: 'Cooperation and partnerships' },
  { slug: 'economy', pl: 'Gospodarka i przedsiębiorczość', en: 'Economy and enterprise' },
  { slug: 'education', pl: 'Oświata i wychowanie', en: 'Education and childcare' },
  { slug: 'social-policy', pl: 'Polityka społeczna i rodzina', en: 'Social policy and families' },
  { slug: 'health', pl: 'Zdrowie', en: 'Health' },
  { slug: 'safety', pl: 'Bezpieczeństwo i ratownictwo', en: 'Safety and rescue' },
  { slug: 'environment', pl: 'Środowisko i klimat', en: 'Environment and climate' },
  { slug: 'space-and-transport', pl: 'Przestrzeń i transport', en: 'Space and transport' },
  { slug: 'culture', pl: 'Kultura, sport i turystyka', en: 'Culture, sport and tourism' },
  { slug: 'finance', pl: 'Finanse i zamówienia', en: 'Finance and procurement' },
];

export const topicBySlug: ReadonlyMap<string, Topic> = new Map(topics.map((topic) => [topic.slug, topic]));
