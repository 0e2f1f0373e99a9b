/** The kinds of offices through which a self-government acts. */

export type SelfGovernmentOffice = 'CITY_OR_GMINA_OFFICE' | 'POWIAT_OFFICE' | 'MARSHALS_OFFICE';
