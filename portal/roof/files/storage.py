"""Static files under hashed names, modules included, compressed once at collection."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class PortalStaticStorage(CompressedManifestStaticFilesStorage):
    # Without this flag `import "./x.js"` keeps its unhashed name and escapes long caching (measured).
    support_js_module_import_aggregation = True
    manifest_strict = True
