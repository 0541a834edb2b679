from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFiles(CompressedManifestStaticFilesStorage):
    """Our scripts import one another: inside them too, each is called by the name of its content.

    Those of others are left alone: what reads as an import there is an example in a comment.
    """

    support_js_module_import_aggregation = True

    def url_converter(self, name, *args, **kwargs):
        convert = super().url_converter(name, *args, **kwargs)
        is_of_others = name.endswith(".js") and not name.startswith("js/")
        return (lambda match: match[0]) if is_of_others else convert
