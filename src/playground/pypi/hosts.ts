/** The Python Package Index, and where the files are that it names. The policy of the playground's page allows these two, and no others. */
export const INDEX = 'https://pypi.org'
export const FILES = 'https://files.pythonhosted.org'
