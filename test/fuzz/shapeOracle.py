"""Answers the shape of each expression as ast.parse() reads it, or null if it refuses it."""
import ast
import json
import sys
import warnings

warnings.simplefilter("ignore")

SIGNS = {
    "Add": "+", "Sub": "-", "Mult": "*", "Div": "/", "FloorDiv": "//", "Mod": "%", "MatMult": "@", "Pow": "**",
    "LShift": "<<", "RShift": ">>", "BitOr": "|", "BitXor": "^", "BitAnd": "&", "And": "and", "Or": "or",
    "Not": "not", "USub": "-", "UAdd": "+", "Invert": "~", "Eq": "==", "NotEq": "!=", "Lt": "<", "LtE": "<=",
    "Gt": ">", "GtE": ">=", "Is": "is", "IsNot": "is not", "In": "in", "NotIn": "not in",
}


def sign(node):
    return SIGNS[type(node).__name__]


def shape(node):
    kind = type(node).__name__
    if kind == "Name":
        return node.id
    if kind == "Constant":
        return repr(node.value)
    if kind == "BoolOp":
        return [sign(node.op), *map(shape, node.values)]
    if kind == "BinOp":
        return [sign(node.op), shape(node.left), shape(node.right)]
    if kind == "UnaryOp":
        return [sign(node.op), shape(node.operand)]
    if kind == "Compare":
        rest = [part for op, right in zip(node.ops, node.comparators) for part in (sign(op), shape(right))]
        return ["compare", shape(node.left), *rest]
    if kind == "IfExp":
        return ["if", shape(node.test), shape(node.body), shape(node.orelse)]
    if kind == "Lambda":
        return ["lambda", shape(node.body)]
    if kind == "Await":
        return ["await", shape(node.value)]
    if kind == "Starred":
        return ["star", shape(node.value)]
    if kind in ("Tuple", "List", "Set"):
        return [kind.lower(), *map(shape, node.elts)]
    if kind == "Dict":
        return ["dict", *(shape(part) for pair in zip(node.keys, node.values) for part in pair if part)]
    if kind == "Call":
        return ["call", shape(node.func), *map(shape, node.args), *(shape(word.value) for word in node.keywords)]
    if kind == "Subscript":
        return ["subscript", shape(node.value), shape(node.slice)]
    if kind == "Attribute":
        return [".", shape(node.value), node.attr]
    if kind == "NamedExpr":
        return [":=", node.target.id, shape(node.value)]
    if kind == "ListComp":
        parts = [part for g in node.generators for part in (g.target, g.iter, *g.ifs)]
        return ["for", shape(node.elt), *map(shape, parts)]
    raise ValueError(kind)


def answer(text):
    try:
        return shape(ast.parse(text).body[0].value)
    except SyntaxError:
        return None


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
