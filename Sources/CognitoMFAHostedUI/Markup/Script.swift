import CognitoMFAHTTP

/// The one script of all pages, for themes that have it: nothing depends on it.
///
/// It locks a form for five seconds after a click, and adds the buttons that only it can serve: to show a password, and to
/// copy a key. Their words come with its element.
enum Script {
    static var asset: Asset {
        Asset("script", fileExtension: "js", type: "text/javascript; charset=utf-8", bytes: Array(text.utf8))
    }

    private static let text = """
        "use strict";(function(){
        var words=document.currentScript.dataset,sent="sent";
        function button(text,act){var b=document.createElement("button");b.type="button";b.className="link";
        b.textContent=text;b.addEventListener("click",act);return b}
        document.querySelectorAll("form").forEach(function(form){
        form.addEventListener("submit",function(event){
        if(form.dataset[sent]){event.preventDefault();return}
        form.dataset[sent]="1";setTimeout(function(){delete form.dataset[sent]},5000)})});
        addEventListener("pageshow",function(){
        document.querySelectorAll("form").forEach(function(form){delete form.dataset[sent]})});
        document.querySelectorAll("input[type=password]").forEach(function(field){
        var b=button(words.show,function(){var open=field.type==="text";field.type=open?"password":"text";
        b.textContent=open?words.show:words.hide});
        if(field.form)field.form.addEventListener("submit",function(){field.type="password";
        b.textContent=words.show});field.after(b)});
        document.querySelectorAll(".key").forEach(function(key){
        if(!navigator.clipboard)return;
        var b=button(words.copy,function(){
        navigator.clipboard.writeText(key.textContent.replace(/\\s/g,"")).then(function(){b.textContent=words.copied})});
        b.setAttribute("aria-live","polite");key.after(b)});
        })();
        """
}
