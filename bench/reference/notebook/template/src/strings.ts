export default { en: { site: 'Reference chapter', license: '' } }
